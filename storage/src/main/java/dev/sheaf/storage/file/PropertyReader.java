// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.file;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.util.Map;

/// Reads the properties of handles and splits, which may come from another node and so are not trusted to be whole.
public final class PropertyReader {
    private PropertyReader() {}

    public static String text(Map<String, String> properties, String key) {
        String value = properties.get(key);
        if (value == null) {
            throw new SheafException(ErrorCode.PROTOCOL_VIOLATION, "property " + key + " is missing");
        }
        return value;
    }

    public static long number(Map<String, String> properties, String key) {
        try {
            return Long.parseLong(text(properties, key));
        } catch (NumberFormatException malformed) {
            throw new SheafException(ErrorCode.PROTOCOL_VIOLATION, "property " + key + " is no number", malformed);
        }
    }

    public static boolean flag(Map<String, String> properties, String key, boolean otherwise) {
        String value = properties.get(key);
        return value == null ? otherwise : Boolean.parseBoolean(value);
    }
}
