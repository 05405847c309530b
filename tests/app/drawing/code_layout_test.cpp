// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "drawing/code_layout.h"

#include <string>

using namespace racewalk;
using namespace racewalk::drawing;

namespace {

/// The rows as they are drawn, one a line.
QString drawn(std::string_view line, std::size_t columns)
{
    std::string text;
    const auto spans = highlightCode(SourceText("", std::string(line)));
    for (const CodeRow &row : wrapCodeLine(line, spans, columns)) {
        text += std::string(row.indent, ' ');
        text += line.substr(row.begin, row.end - row.begin);
        text += '\n';
    }
    return QString::fromStdString(text);
}

/// Every span as "k:return ", with k, l, s or c for its kind.
QString spansOf(const std::string &code)
{
    std::string text;
    for (const CodeSpan &span : highlightCode(SourceText("", code))) {
        text += "klsc"[static_cast<int>(span.kind)];
        text += ':';
        text += code.substr(span.begin, span.end - span.begin);
        text += ' ';
    }
    return QString::fromStdString(text);
}

} // namespace

class CodeLayoutTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wrapsAsTheSpecificationShows_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<int>("columns");
        QTest::addColumn<QString>("rows");
        const auto row = [](const char *name, const char *line, int columns, const char *rows) {
            QTest::newRow(name) << QString::fromUtf8(line) << columns << QString::fromUtf8(rows);
        };
        row("fits", "spin_lock(&inode->i_lock);", 26, "spin_lock(&inode->i_lock);\n");
        row("keeps its indent", "    return;", 40, "    return;\n");
        row("tabs count to the next multiple of four", "\t  \treturn;", 40, "        return;\n");
        row("blank", "  \t", 40, "\n");
        row("empty", "", 40, "\n");
        row("after a semicolon", "if (!inode) { rcu_read_unlock(); return NULL; }", 42,
            "if (!inode) { rcu_read_unlock();\n    return NULL; }\n");
        row("after the last semicolon that fits", "a = 1; b = 2; c = 3;", 14,
            "a = 1; b = 2;\n    c = 3;\n");
        row("not at a semicolon inside parentheses", "for (i = 0; i < n; i++) total += i;", 30,
            "for (i = 0; i < n; i++) total\n    += i;\n");
        row("at the blank with the fewest open parentheses",
            "BUG_ON(inode->i_state != (I_FREEING | I_CLEAR));", 40,
            "BUG_ON(inode->i_state !=\n    (I_FREEING | I_CLEAR));\n");
        row("not behind a keyword alone", "if (inode->i_state & (I_FREEING | I_WILL_FREE)) {", 32,
            "if (inode->i_state &\n    (I_FREEING | I_WILL_FREE)) {\n");
        row("after a parenthesis where there is no blank",
            "very_long_function(argument_number_one);", 24,
            "very_long_function(\n    argument_number_one)\n    ;\n");
        row("not inside ++", "a_name_of_some_length++;", 22, "a_name_of_some_length\n    ++;\n");
        row("anywhere at last", "abcdefghijklmnop", 10, "abcdefghij\n    klmnop\n");
        row("comment on a row of its own", "i_state = I_FREEING | I_CLEAR; // clear_inode", 40,
            "i_state = I_FREEING | I_CLEAR;\n    // clear_inode\n");
        row("comment that fits", "inode = bucket; // lookup", 25, "inode = bucket; // lookup\n");
        row("comment of its own wraps", "// one two three", 10, "// one two\n    three\n");
        row("no comment inside a string", "printk(\"http://x\", 1); // note", 24,
            "printk(\"http://x\", 1);\n    // note\n");
        row("no semicolon inside a string", "printk(\"one;two;three\", value);", 24,
            "printk(\"one;two;three\",\n    value);\n");
        row("characters, not bytes", "x = \"\u00e4\u00f6\u00fc\u00df\u20ac\";", 12,
            "x = \"\u00e4\u00f6\u00fc\u00df\u20ac\";\n");
        row("a name is cut between its parts", "__wait_on_freeing_inode(inode);", 20,
            "__wait_on_freeing_\n    inode(inode);\n");
        row("a name without parts is cut", "abcdefghijklmno;", 10, "abcdefghij\n    klmno;\n");
        row("deep indent leaves half the width", "                    call(a, b);", 20,
            "          call(a,\n          b);\n");
    }

    void wrapsAsTheSpecificationShows()
    {
        QFETCH(QString, line);
        QFETCH(int, columns);
        QFETCH(QString, rows);
        QCOMPARE(drawn(line.toStdString(), static_cast<std::size_t>(columns)), rows);
    }

    void losesNothingAndStaysInside()
    {
        const std::string line = "\tif (test_and_set_bit(I_NEW, &inode->i_state) && (a || b)) "
                                 "{ x = choose(0, 3); goto out; } /* why */ y = \"a b\"; // z";
        for (std::size_t columns = 1; columns < 130; ++columns) {
            std::string all;
            for (const CodeRow &row :
                 wrapCodeLine(line, highlightCode(SourceText("", line)), columns)) {
                QVERIFY(row.end > row.begin);
                const std::size_t room = std::max<std::size_t>(columns, row.indent + 1);
                QVERIFY(row.indent + (row.end - row.begin) <= room);
                all += line.substr(row.begin, row.end - row.begin);
            }
            std::string expected = line;
            std::erase_if(expected, [](char c) { return c == ' ' || c == '\t'; });
            std::erase(all, ' ');
            QCOMPARE(all, expected);
        }
    }

    void coloursKeywordsStringsAndComments()
    {
        QCOMPARE(spansOf("return NULL; // x"), QStringLiteral("k:return k:NULL c:// x "));
        QCOMPARE(spansOf("returned = iff;"), QString());
        QCOMPARE(spansOf("printk(\"if \\\" %d\", x);"), QStringLiteral("s:\"if \\\" %d\" "));
        QCOMPARE(spansOf("repeat:"), QStringLiteral("l:repeat "));
        QCOMPARE(spansOf("goto repeat;"), QStringLiteral("k:goto k:repeat "));
        QCOMPARE(spansOf("x = a ? b : c;"), QString());
        QCOMPARE(spansOf("#ifdef rcu_lookup"), QStringLiteral("k:# k:ifdef "));
        QCOMPARE(spansOf("\"open"), QStringLiteral("s:\"open "));
    }

    void coloursACommentOfSeveralLinesAsOnePiece()
    {
        QCOMPARE(spansOf("a; /* b\nif\nend */ if"), QStringLiteral("c:/* b\nif\nend */ k:if "));
        QCOMPARE(spansOf("/*/ if */ if"), QStringLiteral("c:/*/ if */ k:if "));
    }

    void takesNoApostropheInACommentForAQuote()
    {
        QCOMPARE(drawn("x = 1; // it's one; and two", 16),
                 QStringLiteral("x = 1;\n    // it's one;\n    and two\n"));
    }
};

QTEST_GUILESS_MAIN(CodeLayoutTest)
#include "code_layout_test.moc"
