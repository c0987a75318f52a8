// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// The control SPI: messages between agents.
/// What the messages say is the cluster's business.
@NullMarked
package dev.sheaf.core.control;

import org.jspecify.annotations.NullMarked;
