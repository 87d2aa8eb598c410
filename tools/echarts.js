// What of ECharts the site uses; `tools/vendor.py` bundles it into static/vendor/echarts.
import { BarChart, HeatmapChart, LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, TooltipComponent, VisualMapPiecewiseComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

use([BarChart, HeatmapChart, LineChart, AriaComponent, GridComponent, TooltipComponent, VisualMapPiecewiseComponent, SVGRenderer]);

export { init };
