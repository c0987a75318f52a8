// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// The embedded engine put together: the only place that knows all parts. What a part does is written in the part.
@NullMarked
package dev.sheaf.engine;

import org.jspecify.annotations.NullMarked;
