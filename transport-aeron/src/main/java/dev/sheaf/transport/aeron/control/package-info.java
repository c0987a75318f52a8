// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Control connections: one mutually authenticated TLS 1.3 connection per pair of nodes, whose end is the loss of the
/// other side's links and whose exporter gives the keys of those. Neither Aeron nor streams are known here.
@NullMarked
package dev.sheaf.transport.aeron.control;

import org.jspecify.annotations.NullMarked;
