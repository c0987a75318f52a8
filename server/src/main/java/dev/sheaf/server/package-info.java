// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// The sheaf command and what serves others over a wire. Nothing that an embedding program needs lives here.
@NullMarked
package dev.sheaf.server;

import org.jspecify.annotations.NullMarked;
