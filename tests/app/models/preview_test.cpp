// SPDX-License-Identifier: GPL-3.0-or-later
// What a step would change, before it is taken; rows without tiles; where a failure stands.
#include <QTest>

#include "app/session/session_fixture.h"
#include "run/listing/code_listing.h"
#include "desktop/models/moment/shared_state.h"
#include "run/timeline/timeline_preview.h"

namespace racewalk::desktop {
namespace {

const QByteArray lockedCounter = "spinlock_t guard;\nint counter;\ninvariant counter < 2;\n"
                                 "thread one {\n    spin_lock(&guard);\n    counter = 1;\n"
                                 "    counter = 2;\n    spin_unlock(&guard);\n}\n"
                                 "thread two {\n    spin_lock(&guard);\n"
                                 "    spin_unlock(&guard);\n}\n";

QString rowText(const Session &session, const char *name)
{
    for (const SharedTile &tile : sharedState(session))
        for (const SharedRow &row : tile.rows)
            if (row.fullName() == QLatin1String(name))
                return row.accessibleText();
    return {};
}

} // namespace

class PreviewTest final : public QObject, private SessionFixture {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aStepThatIsPointedAtShowsWhatItWouldChange();
    void aStepThatIsTakenIsNoPreviewAnyMore();
    void whatCannotBeTakenHasNoPreview();
    void theTimelineHasItsRowInOutline();
    void whatChangedComesFirstWhereThereIsLittleRoom();
    void emptyBuffersAreOneRowWhereThereAreNoTiles();
    void aBrokenInvariantStandsAtItsStatement();
    void bitsOfAnIntegerHaveTheNamesThatTheProgramGivesThem();
};

void PreviewTest::init()
{
    openInodeRace();
    QVERIFY(session().open(write(QStringLiteral("locked.race"), lockedCounter)));
}

void PreviewTest::aStepThatIsPointedAtShowsWhatItWouldChange()
{
    session().setPreview(stepOf(session(), "one"));
    QCOMPARE(rowText(session(), "guard"), QStringLiteral("guard: free, would become one"));
    QCOMPARE(rowText(session(), "counter"), QStringLiteral("counter: 0"));
    QCOMPARE(session().run().length(), std::size_t{0});
    session().setPreview(stepOf(session(), "two"));
    QCOMPARE(rowText(session(), "guard"), QStringLiteral("guard: free, would become two"));
    session().setPreview({});
    QCOMPARE(rowText(session(), "guard"), QStringLiteral("guard: free"));
}

void PreviewTest::aStepThatIsTakenIsNoPreviewAnyMore()
{
    for (const bool changesTheProgram : {false, true}) {
        const Step step = stepOf(session(), "one");
        session().setPreview(step);
        if (changesTheProgram)
            session().setMemory(MemoryModel::Tso);
        else
            session().take(step);
        QVERIFY(!session().preview());
    }
}

void PreviewTest::whatCannotBeTakenHasNoPreview()
{
    const Step step = stepOf(session(), "two");
    session().take(stepOf(session(), "one"));
    session().setPreview(step);
    QVERIFY(!session().preview());
}

void PreviewTest::theTimelineHasItsRowInOutline()
{
    QVERIFY(session().replay(QStringLiteral("one*2")));
    session().jump(1);
    const auto measure = [](FontRole, std::string_view text) {
        return 7.0 * static_cast<double>(text.size());
    };
    const TimelineLayout layout(session().timeline(), {600, 400}, measure);
    session().setPreview(stepOf(session(), "one"));
    const Picture row = previewRow(layout, session().preview()->event, 1, false);
    QCOMPARE(row.shapes.size(), std::size_t{4});
    const auto &box = std::get<RectShape>(row.shapes[0]);
    QVERIFY(box.pen && box.pen->dash == Dash::Dashed);
    QVERIFY(box.rect.y > layout.nowLine(1));
    const auto &label = std::get<TextShape>(row.shapes.back());
    QCOMPARE(label.text, session().preview()->event.label);
    QCOMPARE(label.at.x, layout.columns()[0].label);
    // The known next step: its row is there already.
    const Picture known = previewRow(layout, session().preview()->event, 1, true);
    QCOMPARE(known.shapes.size(), std::size_t{1});
    const auto &outline = std::get<RectShape>(known.shapes[0]);
    QVERIFY(!outline.fill);
    QCOMPARE(outline.rect.y, layout.row(1, 1).begin);
}

void PreviewTest::whatChangedComesFirstWhereThereIsLittleRoom()
{
    std::vector<SharedTile> tiles(2);
    for (int number = 0; number < 5; ++number) {
        SharedRow row;
        row.name = QStringLiteral("v%1").arg(number);
        row.value = QStringLiteral("0");
        tiles[0].rows.push_back(row);
    }
    tiles[1].kind = SharedTile::Kind::Rcu;
    tiles[1].rows.resize(1);
    tiles[1].rows[0].name = QStringLiteral("readers");
    tiles[1].rows[0].value = QStringLiteral("a");
    tiles[1].rows[0].before = QStringLiteral("none");
    const auto names = [](const std::vector<SharedRow> &rows) {
        QStringList list;
        for (const SharedRow &row : rows)
            list << row.name;
        return list.join(QLatin1Char(' '));
    };
    QCOMPARE(names(rowsOf(tiles, 6)), QStringLiteral("v0 v1 v2 v3 v4 RCU readers"));
    const auto four = rowsOf(tiles, 4);
    QCOMPARE(names(four), QStringLiteral("RCU readers v0 v1 3 more"));
    QCOMPARE(four.back().accessibleText(), QStringLiteral("3 more: v2: 0, v3: 0, v4: 0"));
}

void PreviewTest::emptyBuffersAreOneRowWhereThereAreNoTiles()
{
    session().setMemory(MemoryModel::Tso);
    const auto rows = [this] {
        QStringList texts;
        for (const SharedRow &row : rowsOf(sharedState(session()), 20))
            texts << row.accessibleText();
        return texts;
    };
    QVERIFY2(rows().contains(QStringLiteral("store buffers of one, two: empty")),
             qPrintable(rows().join(QLatin1Char('\n'))));
    QVERIFY(session().replay(QStringLiteral("one*2")));
    QVERIFY2(rows().last().startsWith(QLatin1String("store buffer of two: empty")) ||
                 rows().contains(QStringLiteral("store buffer of two: empty")),
             qPrintable(rows().join(QLatin1Char('\n'))));
}

void PreviewTest::aBrokenInvariantStandsAtItsStatement()
{
    QVERIFY(session().replay(QStringLiteral("one*3")));
    const ThreadId one{0};
    const auto listing = codeListing(session().program(), one);
    const auto marks = codeMarks(listing, session().run(), one);
    QString current;
    for (std::size_t index = 0; index < listing.size(); ++index)
        if (marks[index].frame == CodeMark::Frame::Current)
            current += QString::fromStdString(listing[index].text);
    QCOMPARE(current, QStringLiteral("counter = 2;"));
    session().back();
    QCOMPARE(currentLine(session().run(), one), std::optional<std::uint32_t>(7));
}

void PreviewTest::bitsOfAnIntegerHaveTheNamesThatTheProgramGivesThem()
{
    QVERIFY(session().open(
        write(QStringLiteral("bits.race"),
              "#define BUSY 0\n#define DONE 2\nstruct job { u32 flags; int n; };\nstruct job job;\n"
              "thread a {\n    struct job *j = &job;\n    set_bit(DONE, &j->flags);\n"
              "    if (!test_bit(BUSY, &job.flags))\n        set_bit(BUSY, &job.flags);\n"
              "    clear_bit(DONE, &job.flags);\n    WRITE_ONCE(job.flags, 8);\n"
              "    WRITE_ONCE(job.n, 5);\n}\n")));
    const auto after = [this](std::size_t steps) {
        session().jump(steps);
        return rowText(session(), "flags");
    };
    QVERIFY(session().replay(QStringLiteral("a!")));
    QCOMPARE(after(0), QStringLiteral("flags: 0"));
    QCOMPARE(after(1), QStringLiteral("flags changed from 0 to DONE"));
    QCOMPARE(after(2), QStringLiteral("flags: DONE"));
    QCOMPARE(after(3), QStringLiteral("flags changed from DONE to BUSY | DONE"));
    QCOMPARE(after(4), QStringLiteral("flags changed from BUSY | DONE to BUSY"));
    // A bit without a name: only the number says it all.
    QCOMPARE(after(5), QStringLiteral("flags changed from BUSY to 8"));
    session().jump(6);
    QCOMPARE(rowText(session(), "n"), QStringLiteral("n changed from 0 to 5"));
}

} // namespace racewalk::desktop

QTEST_GUILESS_MAIN(racewalk::desktop::PreviewTest)
#include "preview_test.moc"
