// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.plan.DistributedPlan;
import dev.sheaf.core.task.TaskDescriptor;
import dev.sheaf.core.type.DataType;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PlanCodecTest {
    @Test
    void plansComeBackEqual() {
        for (long seed = 0; seed < 2000; seed++) {
            DistributedPlan plan = new RandomPlans(seed).plan();
            byte[] bytes = PlanCodec.encode(plan);
            DistributedPlan decoded = PlanCodec.decodePlan(bytes);
            assertEquals(plan, decoded, "seed " + seed);
            assertArrayEquals(bytes, PlanCodec.encode(decoded), "seed " + seed);
        }
    }

    @Test
    void tasksComeBackEqual() {
        for (long seed = 0; seed < 2000; seed++) {
            TaskDescriptor task = new RandomPlans(seed).task();
            assertEquals(task, PlanCodec.decodeTask(PlanCodec.encode(task)), "seed " + seed);
        }
    }

    @Test
    void damagedPlansGiveAPlanOrATypedError() {
        int refused = 0;
        for (long seed = 0; seed < 8_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] bytes = damage(PlanCodec.encode(new RandomPlans(seed % 300).plan()), random);
            refused += refused(seed, () -> PlanCodec.decodePlan(bytes));
        }
        assertTrue(refused > 3_000, refused + " refused");
    }

    @Test
    void damagedTasksGiveATaskOrATypedError() {
        int refused = 0;
        for (long seed = 0; seed < 8_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] bytes = damage(PlanCodec.encode(new RandomPlans(seed % 300).task()), random);
            refused += refused(seed, () -> PlanCodec.decodeTask(bytes));
        }
        assertTrue(refused > 3_000, refused + " refused");
    }

    private static byte[] damage(byte[] bytes, SplittableRandom random) {
        for (int i = random.nextInt(4); i >= 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return random.nextInt(5) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
    }

    private static int refused(long seed, Runnable decoding) {
        try {
            decoding.run();
            return 0;
        } catch (SheafException malformed) {
            assertTrue(
                    malformed.code() == ErrorCode.PROTOCOL_VIOLATION || malformed.code() == ErrorCode.PLAN_TOO_COMPLEX,
                    "seed " + seed + ": " + malformed);
            return 1;
        } catch (RuntimeException | StackOverflowError escaped) {
            throw new AssertionError("seed " + seed, escaped);
        }
    }

    @Test
    void refusesOtherVersionsAndWhatFollows() {
        byte[] bytes = PlanCodec.encode(new RandomPlans(1).plan());
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        assertEquals(ErrorCode.PROTOCOL_VIOLATION, failure(() -> PlanCodec.decodePlan(longer)));
        bytes[0] = 2 * (PlanCodec.VERSION + 1);
        assertEquals(ErrorCode.PROTOCOL_VIOLATION, failure(() -> PlanCodec.decodePlan(bytes)));
        assertEquals(ErrorCode.PROTOCOL_VIOLATION, failure(() -> PlanCodec.decodePlan(new byte[0])));
    }

    @Test
    void nestingIsBounded() {
        Encoder deep = new Encoder();
        DataType type = DataType.BIGINT;
        for (int i = 0; i < Decoder.DEPTH_MAX; i++) {
            type = new DataType.ArrayType(type);
        }
        TypeCodec.encode(type, deep);
        Decoder in = new Decoder(deep.toByteArray());
        assertEquals(ErrorCode.PLAN_TOO_COMPLEX, failure(() -> TypeCodec.decodeType(in)));
    }

    private static ErrorCode failure(Runnable action) {
        return assertThrows(SheafException.class, action::run).code();
    }
}
