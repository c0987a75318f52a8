// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.jdbc;

import dev.sheaf.Sheaf;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.engine.Engine;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The driver for `jdbc:sheaf:` URLs: `jdbc:sheaf:?workers=3&threads=2&memory=2GB` opens an engine of its own,
/// `jdbc:sheaf:name` one that is shared by all connections to that name.
public final class SheafDriver implements Driver {
    static {
        try {
            DriverManager.registerDriver(new SheafDriver());
        } catch (SQLException failure) {
            throw new ExceptionInInitializerError(failure);
        }
    }

    /// A connection to an engine that is open already and stays so: for programs that have one in their hands.
    public static Connection connectionTo(Engine engine) {
        return new SheafConnection(engine, () -> {}, "jdbc:sheaf:");
    }

    @Override
    public @Nullable Connection connect(String url, @Nullable Properties properties) throws SQLException {
        if (!acceptsURL(url)) {
            return null;
        }
        try {
            ConnectionUrl parsed = ConnectionUrl.parse(url, properties == null ? new Properties() : properties);
            SharedEngine shared = SharedEngine.acquire(parsed);
            return new SheafConnection(shared.sheaf().engine(), shared::release, url);
        } catch (SheafException failure) {
            throw JdbcErrors.of(failure);
        }
    }

    @Override
    public boolean acceptsURL(@Nullable String url) {
        return url != null && ConnectionUrl.accepts(url);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(@Nullable String url, @Nullable Properties properties)
            throws SQLException {
        if (url == null || !acceptsURL(url)) {
            return new DriverPropertyInfo[0];
        }
        try {
            ConnectionUrl parsed = ConnectionUrl.parse(url, properties == null ? new Properties() : properties);
            List<DriverPropertyInfo> infos = new ArrayList<>();
            for (Sheaf.Option option : Sheaf.Option.values()) {
                DriverPropertyInfo info =
                        new DriverPropertyInfo(option.optionName(), parsed.options().get(option.optionName()));
                info.description = option.description();
                if (option == Sheaf.Option.EXCHANGE) {
                    info.choices = new String[] {"direct", "framed"};
                }
                infos.add(info);
            }
            return infos.toArray(DriverPropertyInfo[]::new);
        } catch (SheafException failure) {
            throw JdbcErrors.of(failure);
        }
    }

    @Override
    public int getMajorVersion() {
        return Sheaf.VERSION_MAJOR;
    }

    @Override
    public int getMinorVersion() {
        return Sheaf.VERSION_MINOR;
    }

    @Override
    public boolean jdbcCompliant() {
        // JDBC calls a driver compliant only if it has all of SQL-92's entry level, transactions included.
        return false;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw JdbcErrors.unsupported("java.util.logging");
    }
}
