import { PanelPlugin } from '@grafana/data';
import { Bars, type Options } from './Bars.tsx';

export const plugin = new PanelPlugin<Options>(Bars).useFieldConfig();
