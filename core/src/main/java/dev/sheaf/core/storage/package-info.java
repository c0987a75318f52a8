// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// The storage SPI: connectors that cut tables into splits, read them as chunks and write them.
/// No format and no implementation lives here.
@NullMarked
package dev.sheaf.core.storage;

import org.jspecify.annotations.NullMarked;
