// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// The byte transport SPI: streams of frames between nodes.
/// No batch, no plan and no implementation lives here.
@NullMarked
package dev.sheaf.core.transport;

import org.jspecify.annotations.NullMarked;
