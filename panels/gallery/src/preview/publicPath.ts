declare const __webpack_public_path__: string;
declare global {
  interface Window {
    __grafana_public_path__: string;
  }
}

// Where Grafana's components look for their icons. They remember it when they are loaded.
window.__grafana_public_path__ = `${__webpack_public_path__}public/`;
export {};
