// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.catalog;

import java.util.Objects;

/// Who asks. Every statement and task carries one, so that access control and audit have their place.
public record Principal(String name) {
    /// Whoever runs the embedding program.
    public static final Principal EMBEDDED = new Principal("sheaf");

    public Principal {
        Objects.requireNonNull(name);
    }
}
