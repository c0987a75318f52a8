// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// An Arrow Flight SQL server in front of an engine: users, sessions, statements, metadata, errors on the wire.
/// Nothing here plans or runs SQL, and the engine knows nothing of it.
@NullMarked
package dev.sheaf.flight;

import org.jspecify.annotations.NullMarked;
