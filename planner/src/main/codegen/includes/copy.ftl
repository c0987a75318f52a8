<#--
  Copyright 2026 The Sheaf Authors
  SPDX-License-Identifier: Apache-2.0
-->

/** COPY (query) | table [(columns)] TO 'file' [settings]; COPY table [(columns)] FROM 'file' [settings]. */
SqlNode CopyStatement() :
{
    final Span s;
    SqlNode source = null;
    SqlIdentifier table = null;
    SqlNodeList columns = null;
    final String path;
    SqlNodeList settings = SqlNodeList.EMPTY;
    boolean to = true;
}
{
    <COPY> { s = span(); }
    (
        <LPAREN> source = OrderedQueryOrExpr(ExprContext.ACCEPT_QUERY) <RPAREN> <TO>
    |
        table = CompoundIdentifier()
        [ columns = ParenthesizedSimpleIdentifierList() ]
        ( <TO> | <FROM> { to = false; } )
    )
    path = SimpleStringLiteral()
    [ [ <WITH> ] settings = CopyOptions() ]
    {
        if (to) {
            return new CopyToNode(s.end(this), source == null ? CopyToNode.allOf(table, columns) : source, path, settings);
        }
        return new CopyFromNode(s.end(this), table, columns, path, settings);
    }
}

/** ( name value, name = value, name ), as in PostgreSQL and DuckDB. */
SqlNodeList CopyOptions() :
{
    final List<SqlNode> settings = new ArrayList<SqlNode>();
    final Span s;
}
{
    <LPAREN> { s = span(); }
    CopyOption(settings) ( <COMMA> CopyOption(settings) )*
    <RPAREN> { return new SqlNodeList(settings, s.end(this)); }
}

void CopyOption(List<SqlNode> settings) :
{
    final SqlIdentifier name;
    SqlNode value = null;
}
{
    ( name = SimpleIdentifier() | <NULL> { name = new SqlIdentifier("null", getPos()); } )
    [ <EQ> | <NAMED_ARGUMENT_ASSIGNMENT> ]
    [ value = SettingValue() ]
    {
        settings.add(name);
        settings.add(value == null ? SqlLiteral.createBoolean(true, getPos()) : value);
    }
}
