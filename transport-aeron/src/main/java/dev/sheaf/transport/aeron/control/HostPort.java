// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron.control;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/// An address as people write it: `host:port`, with brackets around a numeric IPv6 host.
public record HostPort(String host, int port) {
    private static final int PORT_MAX = 65_535;

    /// @throws SheafException INVALID_PARAMETER when it is none
    public static HostPort of(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 1 ? "" : text.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            if (host.isEmpty() || port < 0 || port > PORT_MAX || !bracketed && host.contains(":")) {
                throw none(text);
            }
            return new HostPort(bracketed ? host.substring(1, host.length() - 1) : host, port);
        } catch (NumberFormatException _) {
            throw none(text);
        }
    }

    HostPort withPort(int other) {
        return new HostPort(host, other);
    }

    /// Asks the name service, each time anew.
    InetSocketAddress resolve() throws UnknownHostException {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new UnknownHostException("no address for " + host);
        }
        return address;
    }

    /// Whether only this machine reaches it, as far as its text tells.
    public boolean isLoopback() {
        return host.equals("localhost") || host.equals("::1") || host.matches("127(\\.\\d{1,3}){3}");
    }

    private static SheafException none(String text) {
        return new SheafException(ErrorCode.INVALID_PARAMETER, "'" + text + "' is no host:port");
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
