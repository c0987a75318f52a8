// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.node;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Answers whoever runs a node whether it lives (`/live`) and whether it can do its work (`/ready`): 200 or 503.
final class HealthServer implements AutoCloseable {
    private static final int OK = 200;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int UNAVAILABLE = 503;

    private final HttpServer server;

    /// @param load is told to who asks whether the node lives: how much it has to do
    /// @throws SheafException IO_ERROR when it can't listen there
    HealthServer(Endpoint listen, BooleanSupplier ready, Supplier<String> load) {
        try {
            server = HttpServer.create(listen.resolve(), 0);
        } catch (IOException failed) {
            throw new SheafException(
                    ErrorCode.IO_ERROR, "can't listen on " + listen + ": " + failed.getMessage(), failed);
        }
        server.createContext("/live", exchange -> answer(exchange, true, "live " + load.get()));
        server.createContext("/ready", exchange -> answer(exchange, ready.getAsBoolean(), "ready"));
        server.start();
    }

    InetSocketAddress address() {
        return server.getAddress();
    }

    private static void answer(HttpExchange exchange, boolean good, String what) throws IOException {
        try (exchange) {
            boolean reads = exchange.getRequestMethod().equals("GET") || exchange.getRequestMethod().equals("HEAD");
            int status = !reads ? METHOD_NOT_ALLOWED : good ? OK : UNAVAILABLE;
            byte[] body = ((status == OK ? "" : "not ") + what + "\n").getBytes(StandardCharsets.UTF_8);
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            exchange.sendResponseHeaders(status, head ? -1 : body.length);
            if (!head) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
