// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner;

import dev.sheaf.core.catalog.Principal;
import dev.sheaf.core.type.DataType;
import java.time.ZoneId;
import java.util.List;

/// What a session brings to the planning of a statement.
///
/// @param schema where names without a schema are looked up
/// @param zone the time zone in which times are shown
/// @param instantMicros when the statement began, in microseconds since 1970: what `now()` gives
/// @param parameterTypes the types of the values that the statement's `?` will have, as far as known; used where their
/// place in the
///     text says nothing
/// @param parameterValues looks up those that plans depend on
public record PlannerSession(
        Principal principal,
        String schema,
        ZoneId zone,
        long instantMicros,
        List<DataType> parameterTypes,
        ParameterLookup parameterValues) {
    public PlannerSession {
        parameterTypes = List.copyOf(parameterTypes);
    }

    /// For a statement whose parameters have no values yet.
    public PlannerSession(
            Principal principal, String schema, ZoneId zone, long instantMicros, List<DataType> parameterTypes) {
        this(principal, schema, zone, instantMicros, parameterTypes, ParameterLookup.UNKNOWN);
    }
}
