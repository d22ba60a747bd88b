// The build of @grafana/create-plugin, shared by all plugins: see /.config.
export { default } from '../../../../.config/webpack/webpack.config.ts';
