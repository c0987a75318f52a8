// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Reads and writes data at rest. Nothing here evaluates SQL or decides where a shard lives.
@NullMarked
package dev.sheaf.storage;

import org.jspecify.annotations.NullMarked;
