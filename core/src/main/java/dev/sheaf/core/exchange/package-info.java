// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// The batch level of exchanges: channels that move owned batches from task to task under a credit.
/// How bytes travel is the byte transport's business; no implementation lives here.
@NullMarked
package dev.sheaf.core.exchange;

import org.jspecify.annotations.NullMarked;
