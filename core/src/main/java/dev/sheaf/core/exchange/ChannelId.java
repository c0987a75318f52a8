// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.exchange;

/// Names the channel from one producer task to one consumer task of an exchange.
///
/// @param query the query's number, unique in the engine or cluster
/// @param exchange the exchange's number in the plan
/// @param attempt which attempt of the query's stages it belongs to
public record ChannelId(long query, int exchange, int producerTask, int consumerTask, int attempt) {}
