// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Carries frames between processes over Aeron. The only place that may know Aeron and Agrona; no other module may
/// depend on it at compile time.
@NullMarked
package dev.sheaf.transport.aeron;

import org.jspecify.annotations.NullMarked;
