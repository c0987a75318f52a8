// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.plan;

/// The edge from a producer fragment to a consumer fragment.
///
/// @param id its number, unique in the plan
public record Exchange(int id, int producerFragment, int consumerFragment, Partitioning partitioning) {}
