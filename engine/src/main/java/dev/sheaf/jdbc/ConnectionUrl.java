// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.jdbc;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/// A URL `jdbc:sheaf:[name][?option=value&...]` with what the connection properties add.
///
/// @param name connections to the same name share one engine; empty for an engine of the connection's own
/// @param options by name; those of the URL win
record ConnectionUrl(String name, SortedMap<String, String> options) {
    static final String PREFIX = "jdbc:sheaf:";

    static boolean accepts(String url) {
        return url.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
    }

    static ConnectionUrl parse(String url, Properties properties) {
        String rest = url.substring(PREFIX.length());
        int question = rest.indexOf('?');
        SortedMap<String, String> options = new TreeMap<>();
        for (String key : properties.stringPropertyNames()) {
            options.put(key.toLowerCase(Locale.ROOT), properties.getProperty(key));
        }
        // An embedded engine has no users; tools that always send these are let in.
        options.remove("user");
        options.remove("password");
        if (question >= 0 && question < rest.length() - 1) {
            for (String pair : rest.substring(question + 1).split("&", -1)) {
                int equals = pair.indexOf('=');
                if (equals <= 0) {
                    throw new SheafException(
                            ErrorCode.INVALID_PARAMETER, "'" + pair + "' in the URL is not option=value");
                }
                options.put(decode(pair.substring(0, equals)).toLowerCase(Locale.ROOT),
                        decode(pair.substring(equals + 1)));
            }
        }
        return new ConnectionUrl(decode(question < 0 ? rest : rest.substring(0, question)), options);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw new SheafException(ErrorCode.INVALID_PARAMETER, "'" + text + "' in the URL is badly encoded");
        }
    }
}
