import { PanelPlugin } from '@grafana/data';
import { Share } from './Share.tsx';

export const plugin = new PanelPlugin(Share).useFieldConfig();
