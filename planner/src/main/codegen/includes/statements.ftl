<#--
  Copyright 2026 The Sheaf Authors
  SPDX-License-Identifier: Apache-2.0
-->

SqlSetOption UnusedSetOption(Span s, String scope) :
{
}
{
    UnusedExtension() { return null; }
}

/** Every statement but queries, INSERT, DELETE, UPDATE and MERGE. */
SqlNode SheafStatement() :
{
    final SqlNode statement;
}
{
    (
        statement = ExplainStatement()
    |
        statement = DescribeStatement()
    |
        statement = ShowStatement()
    |
        statement = SetStatement()
    |
        statement = ResetStatement()
    |
        statement = UseStatement()
    |
        statement = CreateStatement()
    |
        statement = DropStatement()
    |
        statement = TruncateStatement()
    |
        statement = CopyStatement()
    |
        statement = TransactionStatement()
    |
        statement = RefusedStatement()
    )
    { return statement; }
}

boolean IfNotExistsOpt() :
{
}
{
    LOOKAHEAD(2) <IF> <NOT> <EXISTS> { return true; }
|
    { return false; }
}

boolean IfExistsOpt() :
{
}
{
    LOOKAHEAD(2) <IF> <EXISTS> { return true; }
|
    { return false; }
}

/** EXPLAIN [ANALYZE] [(ANALYZE, FORMAT TEXT)] statement. */
SqlNode ExplainStatement() :
{
    final Span s;
    final SqlNode statement;
    SqlNodeList settings = SqlNodeList.EMPTY;
    boolean analyze = false;
}
{
    <EXPLAIN> { s = span(); }
    [ LOOKAHEAD(3) <PLAN> <FOR> ]
    [ LOOKAHEAD(2) <ANALYZE> { analyze = true; } ]
    [ LOOKAHEAD({getToken(1).kind == LPAREN && (getToken(2).kind == FORMAT || getToken(2).kind == ANALYZE)})
      settings = CopyOptions() ]
    statement = SqlStmt()
    { return ExplainNode.of(s.end(this), analyze, settings, statement); }
}

/** DESCRIBE [TABLE] name, or DESCRIBE query. */
SqlNode DescribeStatement() :
{
    final Span s;
    final SqlNode subject;
}
{
    <DESCRIBE> { s = span(); }
    (
        LOOKAHEAD(2)
        [ <TABLE> ] subject = CompoundIdentifier()
    |
        subject = OrderedQueryOrExpr(ExprContext.ACCEPT_QUERY)
    )
    { return new DescribeNode(s.end(this), subject); }
}

/** SHOW TABLES [FROM schema] | SHOW SCHEMAS | SHOW ALL | SHOW setting. */
SqlNode ShowStatement() :
{
    final Span s;
    ShowNode.Subject subject;
    SqlIdentifier name = null;
}
{
    <SHOW> { s = span(); }
    (
        LOOKAHEAD(<TABLES>)
        <TABLES> { subject = ShowNode.Subject.TABLES; }
        [ ( <FROM> | <IN> ) name = CompoundIdentifier() ]
    |
        LOOKAHEAD(<SCHEMAS>)
        <SCHEMAS> { subject = ShowNode.Subject.SCHEMAS; }
    |
        <ALL> { subject = ShowNode.Subject.SETTINGS; }
    |
        name = CompoundIdentifier() { subject = ShowNode.Subject.SETTING; }
    )
    { return new ShowNode(s.end(this), subject, name); }
}

/** SET [SESSION | LOCAL] name = value, or name TO value. */
SqlNode SetStatement() :
{
    final Span s;
    SqlIdentifier name;
    SqlNode value;
}
{
    <SET> { s = span(); }
    [ LOOKAHEAD({(getToken(1).kind == SESSION || getToken(1).kind == LOCAL)
        && getToken(2).kind != EQ && getToken(2).kind != TO && getToken(2).kind != DOT})
      ( <SESSION> | <LOCAL> ) ]
    (
        LOOKAHEAD(2)
        <TIME> <ZONE> { name = new SqlIdentifier("timezone", getPos()); } value = SettingValue()
    |
        name = CompoundIdentifier() ( <EQ> | <TO> ) value = SettingValue()
    )
    { return new SetNode(s.end(this), name, value); }
}

SqlNode SettingValue() :
{
    final SqlNode value;
}
{
    (
        value = NumericLiteral()
    |
        LOOKAHEAD(2)
        value = NonIntervalLiteral()
    |
        value = SimpleIdentifier()
    |
        ( <ON> | <DEFAULT_> | <LOCAL> ) { value = new SqlIdentifier(unquotedIdentifier(), getPos()); }
    )
    { return value; }
}

SqlNode ResetStatement() :
{
    final Span s;
    SqlIdentifier name = null;
}
{
    <RESET> { s = span(); }
    ( <ALL> | name = CompoundIdentifier() )
    { return new SetNode(s.end(this), name, null); }
}

/** USE schema: the same as SET schema = 'schema'. */
SqlNode UseStatement() :
{
    final Span s;
    final SqlIdentifier schema;
}
{
    <USE> { s = span(); } schema = CompoundIdentifier()
    { return new SetNode(s.end(this), new SqlIdentifier("schema", s.pos()), schema); }
}

SqlNode CreateStatement() :
{
    final Span s;
    boolean replace = false;
    boolean temporary = false;
    final SqlNode create;
}
{
    <CREATE> { s = span(); }
    [ <OR> <REPLACE> { replace = true; } ]
    [ ( <TEMP> | <TEMPORARY> ) { temporary = true; } ]
    (
        create = CreateIndex(s, replace || temporary)
    |
        create = CreateTable(s, replace, temporary)
    |
        create = CreateView(s, replace, temporary)
    |
        create = CreateSchema(s, replace, temporary)
    )
    { return create; }
}

/** CREATE [UNIQUE] INDEX name ON table (columns). */
SqlNode CreateIndex(Span s, boolean decorated) :
{
    boolean unique = false;
    final boolean ifNotExists;
    final SqlIdentifier name;
    final SqlIdentifier table;
    final SqlNodeList columns;
}
{
    [ <UNIQUE> { unique = true; } ]
    <INDEX> {
        if (decorated) {
            UnsupportedSyntax.refuse("CREATE OR REPLACE or TEMPORARY INDEX", getPos());
        }
    }
    ifNotExists = IfNotExistsOpt() name = CompoundIdentifier() <ON> table = CompoundIdentifier()
    columns = IndexColumns()
    { return new CreateIndexNode(s.end(this), unique, ifNotExists, name, table, columns); }
}

/** Names of columns; the direction of each says nothing that matters here. */
SqlNodeList IndexColumns() :
{
    final List<SqlNode> list = new ArrayList<SqlNode>();
    final Span s;
    SqlIdentifier column;
}
{
    <LPAREN> { s = span(); }
    column = SimpleIdentifier() { list.add(column); } [ <ASC> | <DESC> ]
    ( <COMMA> column = SimpleIdentifier() { list.add(column); } [ <ASC> | <DESC> ] )*
    <RPAREN> { return new SqlNodeList(list, s.end(this)); }
}

SqlNode CreateTable(Span s, boolean replace, boolean temporary) :
{
    final boolean ifNotExists;
    final SqlIdentifier name;
    SqlNodeList columns = null;
    SqlNode query = null;
}
{
    <TABLE> ifNotExists = IfNotExistsOpt() name = CompoundIdentifier()
    [ columns = TableElements() ]
    [ <AS> query = OrderedQueryOrExpr(ExprContext.ACCEPT_QUERY)
      [ LOOKAHEAD(2) <WITH> [ <NO> { UnsupportedSyntax.refuse("CREATE TABLE AS ... WITH NO DATA", getPos()); } ] <DATA> ] ]
    {
        if (columns == null && query == null) {
            throw generateParseException();
        }
        return new CreateTableNode(s.end(this), replace, temporary, ifNotExists, name, columns, query);
    }
}

SqlNodeList TableElements() :
{
    final List<SqlNode> list = new ArrayList<SqlNode>();
    final Span s;
}
{
    <LPAREN> { s = span(); }
    TableElement(list) ( <COMMA> TableElement(list) )*
    <RPAREN> { return new SqlNodeList(list, s.end(this)); }
}

/** A column with a type, or (before AS) a column name alone. */
void TableElement(List<SqlNode> list) :
{
    final SqlIdentifier name;
    SqlDataTypeSpec type = null;
    boolean nullable = true;
    SqlNode value = null;
    final Span s;
}
{
    LOOKAHEAD(3)
    TableConstraint(list)
|
    name = SimpleIdentifier() { s = span(); }
    [ type = DataType() ]
    (
        <NOT> <NULL> { nullable = false; }
    |
        <NULL>
    |
        <PRIMARY> <KEY> { nullable = false; list.add(new TableKeyNode(getPos(), true, SqlNodeList.of(name))); }
    |
        <UNIQUE> { list.add(new TableKeyNode(getPos(), false, SqlNodeList.of(name))); }
    |
        <DEFAULT_> value = Expression(ExprContext.ACCEPT_NON_QUERY)
    |
        ColumnConstraint()
    )*
    {
        list.add(type == null
            ? name
            : SqlDdlNodes.column(s.end(this), name, type.withNullable(nullable), value, null));
    }
}

void TableConstraint(List<SqlNode> list) :
{
    final Span s;
    final SqlNodeList columns;
}
{
    <PRIMARY> { s = span(); } <KEY> columns = IndexColumns()
    { list.add(new TableKeyNode(s.end(this), true, columns)); }
|
    <UNIQUE> { s = span(); } columns = IndexColumns()
    { list.add(new TableKeyNode(s.end(this), false, columns)); }
|
    <FOREIGN> <KEY> { UnsupportedSyntax.refuse("a foreign key", getPos()); }
|
    <CHECK> <LPAREN> { UnsupportedSyntax.refuse("a CHECK constraint", getPos()); }
|
    <CONSTRAINT> SimpleIdentifier() TableConstraint(list)
}

void ColumnConstraint() :
{
}
{
    <REFERENCES> { UnsupportedSyntax.refuse("a foreign key", getPos()); }
|
    <CHECK> { UnsupportedSyntax.refuse("a CHECK constraint", getPos()); }
|
    <CONSTRAINT> { UnsupportedSyntax.refuse("a named column constraint", getPos()); }
|
    <GENERATED> { UnsupportedSyntax.refuse("generated columns", getPos()); }
}

SqlNode CreateView(Span s, boolean replace, boolean temporary) :
{
    final boolean ifNotExists;
    final SqlIdentifier name;
    SqlNodeList columns = null;
    final SqlNode query;
    final SqlParserPos as;
}
{
    <VIEW> ifNotExists = IfNotExistsOpt() name = CompoundIdentifier()
    [ columns = ParenthesizedSimpleIdentifierList() ]
    <AS> { as = getPos(); } query = OrderedQueryOrExpr(ExprContext.ACCEPT_QUERY)
    { return new CreateViewNode(s.end(this), replace, temporary, ifNotExists, name, columns, query, as); }
}

SqlNode CreateSchema(Span s, boolean replace, boolean temporary) :
{
    final boolean ifNotExists;
    final SqlIdentifier name;
}
{
    <SCHEMA> {
        if (replace || temporary) {
            UnsupportedSyntax.refuse(replace ? "CREATE OR REPLACE SCHEMA" : "CREATE TEMPORARY SCHEMA", getPos());
        }
    }
    ifNotExists = IfNotExistsOpt() name = CompoundIdentifier()
    { return new CreateSchemaNode(s.end(this), ifNotExists, name); }
}

SqlNode DropStatement() :
{
    final Span s;
    final DropNode.Subject subject;
    final boolean ifExists;
    final SqlIdentifier name;
    boolean cascade = false;
}
{
    <DROP> { s = span(); }
    (
        <TABLE> { subject = DropNode.Subject.TABLE; }
    |
        <VIEW> { subject = DropNode.Subject.VIEW; }
    |
        <SCHEMA> { subject = DropNode.Subject.SCHEMA; }
    |
        <INDEX> { subject = DropNode.Subject.INDEX; }
    )
    ifExists = IfExistsOpt() name = CompoundIdentifier()
    [ <CASCADE> { cascade = true; } | <RESTRICT> ]
    { return new DropNode(s.end(this), subject, ifExists, name, cascade); }
}

SqlNode TruncateStatement() :
{
    final Span s;
    final SqlIdentifier name;
}
{
    <TRUNCATE> { s = span(); } [ <TABLE> ] name = CompoundIdentifier()
    { return new TruncateNode(s.end(this), name); }
}

/** BEGIN, START TRANSACTION, COMMIT, ROLLBACK: understood, so that they can be refused by name. */
SqlNode TransactionStatement() :
{
    final Span s;
}
{
    (
        <START> { s = span(); } <TRANSACTION>
    |
        ( <BEGIN> | <COMMIT> | <ROLLBACK> ) { s = span(); } [ <TRANSACTION> | <WORK> ]
    )
    { return new TransactionNode(s.end(this)); }
}

/** Statements whose first words are known, refused by name. */
SqlNode RefusedStatement() :
{
    final Span s;
    final String feature;
}
{
    (
        <ALTER> { s = span(); } ( <TABLE> | <VIEW> | <SCHEMA> | <SYSTEM> | <SESSION> ) { feature = "ALTER"; }
    |
        <CALL> { s = span(); } <IDENTIFIER> { feature = "CALL"; }
    |
        <GRANT> { s = span(); } { feature = "GRANT"; }
    |
        <REVOKE> { s = span(); } ( <IDENTIFIER> | <SELECT> | <ALL> | <INSERT> ) { feature = "REVOKE"; }
    )
    {
        UnsupportedSyntax.refuse(feature, s.end(this));
        return null;
    }
}
