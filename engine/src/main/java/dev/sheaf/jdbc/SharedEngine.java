// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.jdbc;

import dev.sheaf.Sheaf;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;

/// An engine and how many connections use it. The one that closes last closes the engine.
final class SharedEngine {
    private static final Map<String, SharedEngine> NAMED = new HashMap<>();

    private final String name;
    private final SortedMap<String, String> options;
    private final Sheaf sheaf;
    private int connections = 1;

    private SharedEngine(String name, SortedMap<String, String> options, Sheaf sheaf) {
        this.name = name;
        this.options = options;
        this.sheaf = sheaf;
    }

    /// The engine for a connection: a new one, or that of the URL's name. To be released once.
    ///
    /// @throws SheafException INVALID_PARAMETER for options that are wrong or other than those the engine was opened
    /// with
    static SharedEngine acquire(ConnectionUrl url) {
        if (url.name().isEmpty()) {
            return new SharedEngine("", url.options(), open(url));
        }
        synchronized (NAMED) {
            SharedEngine shared = NAMED.get(url.name());
            if (shared == null) {
                shared = new SharedEngine(url.name(), url.options(), open(url));
                NAMED.put(url.name(), shared);
                return shared;
            }
            if (!url.options().isEmpty() && !url.options().equals(shared.options)) {
                throw new SheafException(
                        ErrorCode.INVALID_PARAMETER,
                        "engine \"" + url.name() + "\" is open with other options: " + shared.options);
            }
            shared.connections++;
            return shared;
        }
    }

    private static Sheaf open(ConnectionUrl url) {
        Sheaf.Builder builder = Sheaf.builder();
        url.options().forEach(builder::option);
        return builder.open();
    }

    Sheaf sheaf() {
        return sheaf;
    }

    void release() {
        synchronized (NAMED) {
            connections--;
            if (connections > 0) {
                return;
            }
            if (!name.isEmpty()) {
                NAMED.remove(name);
            }
        }
        sheaf.close();
    }
}
