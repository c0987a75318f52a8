// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.datetime;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/// What clocks in a time zone show. The offset of the last value and the span in which it holds are kept, so that most
/// values cost two
/// comparisons.
public final class ZoneClock {
    private static final long MICROS_PER_SECOND = CivilDate.MICROS_PER_SECOND;

    private final ZoneRules rules;
    private long offsetMicros;
    /// Instants, in microseconds.
    private long validFrom;
    private long validUntil;

    public ZoneClock(ZoneId zone) {
        rules = zone.getRules();
        if (rules.isFixedOffset()) {
            offsetMicros = rules.getOffset(Instant.EPOCH).getTotalSeconds() * MICROS_PER_SECOND;
            validFrom = Long.MIN_VALUE;
            validUntil = Long.MAX_VALUE;
        }
    }

    /// @throws SheafException INVALID_PARAMETER when there is no such zone
    public static ZoneClock of(String name) {
        try {
            return new ZoneClock(ZoneId.of(name.strip(), ZoneId.SHORT_IDS));
        } catch (DateTimeException unknown) {
            throw new SheafException(ErrorCode.INVALID_PARAMETER, "unknown time zone '" + name + "'", unknown);
        }
    }

    /// What clocks show at an instant, in microseconds.
    public long toLocal(long instantMicros) {
        return instantMicros + offsetAt(instantMicros);
    }

    /// The offset from UTC at an instant, in microseconds.
    public long offsetAt(long instantMicros) {
        if (instantMicros < validFrom || instantMicros >= validUntil) {
            Instant instant = Instant.ofEpochSecond(Math.floorDiv(instantMicros, MICROS_PER_SECOND));
            offsetMicros = rules.getOffset(instant).getTotalSeconds() * MICROS_PER_SECOND;
            ZoneOffsetTransition before = rules.previousTransition(instant.plusSeconds(1));
            ZoneOffsetTransition after = rules.nextTransition(instant);
            validFrom = before == null ? Long.MIN_VALUE : before.toEpochSecond() * MICROS_PER_SECOND;
            validUntil = after == null ? Long.MAX_VALUE : after.toEpochSecond() * MICROS_PER_SECOND;
        }
        return offsetMicros;
    }

    /// The instant at which clocks show a time. A time that they show twice is taken as the later instant, one that
    /// they skip as if they
    /// hadn't been put forward.
    public long toInstant(long localMicros) {
        long guess = localMicros - offsetMicros;
        // Far from both ends of the span there is neither gap nor overlap.
        if (guess - CivilDate.MICROS_PER_DAY >= validFrom && guess + CivilDate.MICROS_PER_DAY < validUntil
                || rules.isFixedOffset()) {
            return guess;
        }
        LocalDateTime local = LocalDateTime.ofEpochSecond(
                Math.floorDiv(localMicros, MICROS_PER_SECOND), 0, ZoneOffset.UTC);
        ZoneOffsetTransition transition = rules.getTransition(local);
        ZoneOffset offset = transition == null ? rules.getOffset(local)
                : transition.isGap() ? transition.getOffsetBefore() : transition.getOffsetAfter();
        long instant = localMicros - offset.getTotalSeconds() * MICROS_PER_SECOND;
        offsetAt(instant);
        return instant;
    }
}
