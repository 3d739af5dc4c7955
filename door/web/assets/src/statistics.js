// The two pictures of the months as pictures to look into: the value under the
// pointer, a range where there are more than a year's months, a press opens the
// month's claims. Each takes the place of the still picture with the same title
// and reads the table under it, so both always say the same; on a phone and
// without scripts the still pictures stay.
import * as echarts from 'echarts/core';
import { BarChart } from 'echarts/charts';
import { AriaComponent, DataZoomComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { CanvasRenderer } from 'echarts/renderers';

echarts.use([BarChart, AriaComponent, DataZoomComponent, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

const table = document.querySelector('[data-months] table');
if (table && matchMedia('(min-width: 48em)').matches) {
  const names = [...table.tHead.rows[0].cells].map((c) => c.textContent.trim());
  const rows = [...table.tBodies[0].rows].map((r) => [...r.cells]);
  // The link of a figure holds words for screen readers before its number.
  const number = (cell) => Number(cell.querySelector('a').lastChild.textContent.replace(/[^0-9.]/g, ''));
  const font = getComputedStyle(document.body).fontFamily;
  const draw = (box, columns, colours, stack) => {
    const title = box.querySelector('svg').getAttribute('aria-label');
    const still = box.innerHTML;
    box.textContent = '';
    box.classList.add('explored');
    const chart = echarts.init(box);
    const many = rows.length > 12;
    chart.setOption({
      color: colours,
      textStyle: { fontFamily: font, fontSize: 14 },
      aria: { enabled: true, label: { general: { withoutTitle: title } } },
      tooltip: { trigger: 'axis', renderMode: 'richText', textStyle: { fontSize: 14 } },
      legend: { left: 0, top: 0, itemWidth: 14, textStyle: { fontSize: 14, color: '#0b0c0c' } },
      grid: { left: 8, right: 12, top: 40, bottom: many ? 52 : 8, containLabel: true },
      dataZoom: many ? [{ type: 'slider', height: 22, bottom: 8, showDetail: false }] : [],
      xAxis: { type: 'category', data: rows.map((r) => r[0].textContent.trim()), axisLabel: { fontSize: 14, color: '#515c64', hideOverlap: true }, axisTick: { show: false } },
      yAxis: { type: 'value', minInterval: 1, axisLabel: { fontSize: 14, color: '#515c64' } },
      series: columns.map((i) => ({ name: names[i], type: 'bar', stack, data: rows.map((r) => number(r[i])), animation: false, barMaxWidth: 28 })),
    });
    chart.on('click', (x) => { location.href = rows[x.dataIndex][columns[x.seriesIndex]].querySelector('a').href; });
    window.addEventListener('resize', () => chart.resize());
    window.addEventListener('beforeprint', () => { chart.dispose(); box.classList.remove('explored'); box.innerHTML = still; });
  };
  const box = (name) => document.querySelector(`[data-months-chart="${name}"]`);
  draw(box('count'), [1, 2], ['#8fb3bf', '#14576b']);
  draw(box('money'), [3, 4], ['#14576b', '#c3d5db'], 'sum');
}
