// The months of the statistics page as one chart to look into: counts as bars,
// sums as lines, any range of months. It reads the table beside it and nothing
// else, so both always say the same; without scripts the still charts stand alone.
import * as echarts from 'echarts/core';
import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, DataZoomComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { CanvasRenderer } from 'echarts/renderers';

echarts.use([BarChart, LineChart, AriaComponent, DataZoomComponent, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

const box = document.querySelector('[data-months-chart]');
const table = document.querySelector('[data-months] table');
if (box && table) {
  const names = [...table.tHead.rows[0].cells].map((c) => c.textContent.trim());
  const rows = [...table.tBodies[0].rows].map((r) => [...r.cells]);
  const number = (cell) => Number(cell.textContent.replace(/[^0-9.]/g, ''));
  // The link of a count holds words for screen readers before its number.
  const count = (cell) => number(cell.lastElementChild ? cell.lastElementChild.lastChild : cell);
  const series = (i, type, axis, read) => ({
    name: names[i], type, yAxisIndex: axis, data: rows.map((r) => read(r[i])), animation: false, barMaxWidth: 28, symbolSize: 6,
  });
  box.hidden = false;
  const font = getComputedStyle(document.body).fontFamily;
  const chart = echarts.init(box);
  chart.setOption({
    color: ['#9db6be', '#14576b', '#0f5a8a', '#8a5a0f'],
    textStyle: { fontFamily: font, fontSize: 13 },
    aria: { enabled: true },
    tooltip: { trigger: 'axis', renderMode: 'richText' },
    legend: { top: 8, data: [names[1], names[2], names[3], names[4]] },
    grid: { left: 60, right: 90, top: 50, bottom: 70 },
    dataZoom: [{ type: 'slider', height: 22, bottom: 12 }],
    xAxis: { type: 'category', data: rows.map((r) => r[0].textContent.trim()) },
    yAxis: [{ type: 'value', minInterval: 1 }, { type: 'value', splitLine: { show: false } }],
    series: [series(1, 'bar', 0, count), series(2, 'bar', 0, count), series(3, 'line', 1, number), series(4, 'line', 1, number)],
  });
  window.addEventListener('resize', () => chart.resize());
}
