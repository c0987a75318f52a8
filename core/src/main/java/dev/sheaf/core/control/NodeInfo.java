// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.control;

/// What a node says of itself when it meets another.
///
/// @param node its name, unique in the cluster
/// @param incarnation its life: larger in each
/// @param address where its streams of batches come in, in the words of its transport
/// @param threads how many threads its tasks have
public record NodeInfo(String node, long incarnation, String address, int threads) {}
