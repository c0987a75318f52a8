// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.pipeline;

/// A source, operator or sink, and the plan node under whose number its metrics are kept. One node may have several
/// parts: a join builds in one pipeline and probes in another.
///
/// @param node the number of the plan node; negative for the output exchange, which is no node
public record NodePart<F>(int node, F factory) {}
