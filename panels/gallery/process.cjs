// What libraries written for webpack 4 read of Node's process.
module.exports = { env: { NODE_ENV: 'production' }, browser: true };
