// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.planner.validate.SheafOperators;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Throws functions and operators with operands of every type at the engine: each statement answers, or fails with a
/// code of class 22 or 42 (or 0A000) and the place in the text. `-Dsheaf.calls=N` draws N statements, 2,000 otherwise.
class IllTypedCallsTest {
    private static final String ROWS = " from (select v.*, interval '14' month * k as iy,"
            + " interval '1 02:03:04' day to second * k as ids from v) q";
    private static final List<String> OPERANDS = List.of(
            "b", "ti", "si", "i", "bi", "r", "d", "n", "w", "s", "c", "bin", "dt", "tm", "ts", "tz", "iy", "ids",
            "null", "'x'", "'2024-01-01'", "1", "-1", "2.5");
    private static final List<String> OPERATORS = List.of(
            "+", "-", "*", "/", "%", "||", "=", "<>", "<", "<=", ">", ">=", "is distinct from", "and", "or", "like",
            "not like", "ilike", "similar to", "&", "|", "<<", ">>", "~", "!~", "at time zone");
    private static final List<String> TYPES = List.of(
            "boolean", "tinyint", "smallint", "integer", "bigint", "real", "double", "decimal(5, 2)", "varchar",
            "varchar(2)", "char(3)", "varbinary", "date", "time", "timestamp", "timestamp with local time zone",
            "interval year to month", "interval day to second", "interval day");
    /// `%x` and `%y` stand for operands.
    private static final List<String> FORMS = List.of(
            "- %x", "not %x", "~ %x", "%x is true", "case %x when %y then 1 end", "case when %x then %y else 1 end",
            "%x in (%y, 1)", "%x in (select %y from v)", "%x not in (select s from v)", "%x > all (select %y from v)",
            "exists (select 1 from v z where z.i = %x)", "extract(year from %x)", "extract(epoch from %x)",
            "position(%x in %y)", "substring(%x from %y for 2)", "trim(both %x from %y)", "%x between %y and 2",
            "interval %x day", "s like %x escape %y", "count(distinct %x)", "sum(%x) over (order by %y)",
            "row_number() over (partition by %x order by %y)",
            "sum(i) over (order by %x range between %y preceding and current row)", "lag(%x, %y) over (order by k)",
            "lead(i, 1, %x) over (order by k)", "ntile(%x) over (order by k)",
            "first_value(%x) over (order by %y)", "sum(i) filter (where %x)", "string_agg(%x, %y)",
            "(%x, 1) = (%y, 2)", "coalesce(%x, %y)", "nullif(%x, %y)", "greatest(%x, %y)", "if(%x, %y, 2)",
            "date_trunc(%x, %y)", "(select %x)");

    private Connection connection;
    private Statement statement;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:sheaf:?workers=1&threads=1");
        statement = connection.createStatement();
        statement.execute("create table v (k integer, b boolean, ti tinyint, si smallint, i integer, bi bigint, r real,"
                + " d double, n decimal(10, 2), w decimal(38, 20), s varchar, c char(5), bin varbinary, dt date,"
                + " tm time, ts timestamp, tz timestamp with local time zone)");
        statement.execute("insert into v values (1, true, 1, 2, 3, 4, 1.5e0, 2.5e0, 3.25, 4.125, 'abc', 'de', x'0aff',"
                + " '2024-02-29', '01:02:03', '2024-02-29 01:02:03.5', '2024-02-29 01:02:03'),"
                + " (" + String.join(", ", java.util.Collections.nCopies(17, "null")) + ")");
    }

    @AfterEach
    void close() throws SQLException {
        statement.close();
        connection.close();
    }

    @Test
    void everyCallAnswersOrFailsWithItsPlace() {
        int count = Integer.getInteger("sheaf.calls", 2_000);
        long seed = Long.getLong("sheaf.seed", 42);
        Random random = new Random(seed);
        List<String> functions = SheafOperators.functionNames();
        List<String> wrong = new ArrayList<>();
        int answered = 0;
        for (int n = 0; n < count; n++) {
            String expression = draw(random, functions);
            String failure = failure(expression);
            answered += failure == null ? 1 : 0;
            if (failure != null && !failure.isEmpty()) {
                wrong.add(expression + ": " + failure);
            }
        }
        assertEquals(List.of(), wrong, "seed " + seed);
        assertTrue(answered > count / 20, answered + " of " + count + " calls were good ones");
    }

    private static String draw(Random random, List<String> functions) {
        return switch (random.nextInt(4)) {
            case 0 -> {
                List<String> operands = new ArrayList<>();
                int size = random.nextInt(8) == 0 ? random.nextInt(5) : 1 + random.nextInt(2);
                for (int i = 0; i < size; i++) {
                    operands.add(operand(random));
                }
                yield functions.get(random.nextInt(functions.size())) + "(" + String.join(", ", operands) + ")";
            }
            case 1 -> operand(random) + " " + OPERATORS.get(random.nextInt(OPERATORS.size())) + " " + operand(random);
            case 2 -> (random.nextBoolean() ? "cast(" : "try_cast(") + operand(random) + " as "
                    + TYPES.get(random.nextInt(TYPES.size())) + ")";
            default -> FORMS.get(random.nextInt(FORMS.size()))
                    .replace("%x", operand(random))
                    .replace("%y", operand(random));
        };
    }

    private static String operand(Random random) {
        return OPERANDS.get(random.nextInt(OPERANDS.size()));
    }

    /// Null when the expression answers, "" when it fails as it should.
    private String failure(String expression) {
        try (ResultSet rows = statement.executeQuery("select " + expression + ROWS)) {
            while (rows.next()) {
                rows.getObject(1);
            }
            return null;
        } catch (SQLException failure) {
            String state = String.valueOf(failure.getSQLState());
            boolean typed = state.startsWith("42") || state.startsWith("22") || state.equals("0A000");
            boolean placed = failure.getMessage().contains("(line ");
            return typed && placed ? "" : state + " " + failure.getMessage();
        }
    }
}
