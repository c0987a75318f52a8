// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.node;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/// A host and a port, as text `host:port` or `[::1]:port`. The name is resolved when it is used.
public record Endpoint(String host, int port) {
    private static final int PORT_MAX = 65_535;

    /// @throws SheafException INVALID_PARAMETER when it is none
    public static Endpoint parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon <= 0 ? "" : text.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (bracketed) {
            host = host.substring(1, host.length() - 1);
        }
        if (host.isEmpty() || !bracketed && host.indexOf(':') >= 0) {
            throw invalid(text);
        }
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            if (port < 0 || port > PORT_MAX) {
                throw invalid(text);
            }
            return new Endpoint(host, port);
        } catch (NumberFormatException _) {
            throw invalid(text);
        }
    }

    private static SheafException invalid(String text) {
        return new SheafException(ErrorCode.INVALID_PARAMETER, "'" + text + "' is not host:port");
    }

    /// Whether only this machine reaches it.
    public boolean loopback() throws UnknownHostException {
        return Arrays.stream(InetAddress.getAllByName(host)).allMatch(InetAddress::isLoopbackAddress);
    }

    /// @throws UnknownHostException when nobody knows the name now
    public InetSocketAddress resolve() throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getAllByName(host)[0], port);
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
