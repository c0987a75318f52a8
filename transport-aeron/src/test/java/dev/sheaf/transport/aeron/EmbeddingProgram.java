// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// A program that embeds the engine, with Aeron on its class path but no use for it.
public final class EmbeddingProgram {
    private EmbeddingProgram() {}

    public static void main(String[] arguments) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sheaf:?memory=64MB&workers=2&" + arguments[0]);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT sum(n) FROM (VALUES (40), (2)) AS t(n)")) {
            result.next();
            System.out.println("answer " + result.getLong(1));
        }
    }
}
