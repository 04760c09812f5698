// SPDX-License-Identifier: Apache-2.0
/*
 * One HTTP service under the SkyWalking Node agent.
 *
 * Arguments: port, and the address of the service that it asks for every answer, if there is one; the agent reads its settings from the environment.
 * /fail answers 500, every other path 200.
 */
'use strict';

require('skywalking-backend-js').default.start();

const http = require('http');

const [port, downstream] = process.argv.slice(2);

function answer(request, response) {
  response.statusCode = request.url === '/fail' ? 500 : 200;
  response.end(request.url);
}

http
  .createServer((request, response) => {
    if (!downstream) {
      answer(request, response);
      return;
    }
    http
      .request(downstream + request.url, (other) => {
        other.resume();
        // The other service fails where this one does.
        other.on('end', () => answer(request, response));
      })
      .on('error', () => {
        response.statusCode = 502;
        response.end();
      })
      .end();
  })
  .listen(Number(port), '127.0.0.1');
