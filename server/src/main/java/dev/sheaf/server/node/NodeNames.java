// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.node;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.util.regex.Pattern;

/// What nodes may be called.
public final class NodeNames {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private NodeNames() {}

    /// @throws SheafException INVALID_PARAMETER for any other name
    public static void check(String node) {
        if (!NAME.matcher(node).matches()) {
            throw new SheafException(
                    ErrorCode.INVALID_PARAMETER,
                    "a node is called by 1 to 64 letters, digits, dots, dashes and underscores, not '" + node + "'");
        }
    }
}
