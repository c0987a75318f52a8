// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Push pipelines over morsels (Leis et al., SIGMOD 2014): sources, operators and sinks with a shared and a per-driver
/// side, and the driver that moves chunks through them. No operator lives here.
@NullMarked
package dev.sheaf.exec.pipeline;

import org.jspecify.annotations.NullMarked;
