// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.task;

import dev.sheaf.core.catalog.Principal;

/// What all tasks of a statement need to know of it.
///
/// @param query the query's number, unique in the engine or cluster
/// @param principal who asks
/// @param timeZone the zone in which TIMESTAMP WITH LOCAL TIME ZONE is shown and cast
/// @param startMicros when the statement began, microseconds since 1970: CURRENT_TIMESTAMP throughout
/// @param randomSeed from which RANDOM() draws
public record StatementContext(long query, Principal principal, String timeZone, long startMicros, long randomSeed) {}
