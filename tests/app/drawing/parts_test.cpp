// SPDX-License-Identifier: GPL-3.0-or-later
#include <QImage>
#include <QPainter>
#include <QTest>

#include "drawing/icons.h"
#include "drawing/names.h"
#include "drawing/parts.h"
#include "drawing/text.h"

using namespace racewalk;
using namespace racewalk::drawing;

namespace {

int countOf(const QImage &image, const QColor &color)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            count += image.pixelColor(x, y) == color ? 1 : 0;
    return count;
}

QImage canvas(const Theme &theme)
{
    QImage image(300, 40, QImage::Format_RGB32);
    image.fill(theme.color(Token::App));
    return image;
}

} // namespace

class PartsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPillIsAsWideAsItsSizeSays()
    {
        const Theme theme;
        const Pill pill = fatePill(Fate::Doomed, QStringLiteral("Hang reachable"));
        QImage image = canvas(theme);
        QPainter painter(&image);
        const QRectF place = paintPill(painter, QRectF(10, 0, 280, 40), pill, theme);
        painter.end();
        QCOMPARE(place.size(), pillSize(pill, theme));
        QCOMPARE(place.height(), 22.0);
        QCOMPARE(place.left(), 10.0);
        QCOMPARE(image.pixelColor(place.center().toPoint() - QPoint(0, 9)),
                 theme.color(Token::DoomBg));
        QVERIFY(countOf(image, theme.color(Token::Doom)) > 50);
        QCOMPARE(image.pixelColor(place.topRight().toPoint() + QPoint(2, 11)),
                 theme.color(Token::App));
    }

    void aPillWithoutRoomCutsItsText()
    {
        const Theme theme;
        QImage image = canvas(theme);
        QPainter painter(&image);
        const Pill pill = plainPill(QStringLiteral("Sleeping UNINTERRUPTIBLE"));
        QCOMPARE(paintPill(painter, QRectF(0, 0, 60, 40), pill, theme).width(), 60.0);
        painter.end();
        QCOMPARE(countOf(image.copy(61, 0, 200, 40), theme.color(Token::App)), 200 * 40);
    }

    void setAndClearFlagsDiffer()
    {
        const Theme theme;
        for (const bool isSet : {true, false}) {
            QImage image = canvas(theme);
            QPainter painter(&image);
            paintChip(painter, image.rect(), flagChip(QStringLiteral("I_FREEING"), isSet), theme);
            painter.end();
            QCOMPARE(countOf(image, theme.color(Token::KFlag)) > 40, isSet);
        }
    }

    void keycapsStandAtTheRight()
    {
        const Theme theme;
        QImage image = canvas(theme);
        QPainter painter(&image);
        const QRectF one = paintKeycap(painter, QRectF(0, 0, 290, 40), QStringLiteral("1"), theme);
        QCOMPARE(one.right(), 290.0);
        QVERIFY(keycapSize(QStringLiteral("Shift"), theme).width() > one.width());
    }

    void everythingGrowsWithTheTextSize()
    {
        const Theme normal, large(ThemeKind::Light, 1.3);
        const Pill pill = errorPill(QStringLiteral("1 error"));
        QVERIFY(pillSize(pill, large).width() > 1.2 * pillSize(pill, normal).width());
        QCOMPARE(pillSize(pill, large).height(), 1.3 * 22);
        QCOMPARE(large.font(FontRole::Body).pixelSize(), 17);
        QCOMPARE(large.lineHeight(FontRole::Body), 1.3 * 18);
    }

    void codeIsShortenedByItsNamesAndASentenceByItsWords()
    {
        const Theme theme;
        const QFont font = theme.font(FontRole::Code);
        const QString call = QStringLiteral("prepare_to_wait(wq, TASK_UNINTERRUPTIBLE)");
        const QString shorter = QStringLiteral("prepare_to_wait(wq, \u2026)");
        QCOMPARE(fittingName(call, font, textWidth(font, call)), call);
        QCOMPARE(fittingName(call, font, textWidth(font, shorter)), shorter);
        const QString sentence = QStringLiteral("Hang: lookup sleeps forever");
        QCOMPARE(fittingWords(sentence, font, textWidth(font, sentence) - 1),
                 QStringLiteral("Hang: lookup sleeps\u2026"));
    }

    void arrowsOfCodeStayTwoCharacters()
    {
        const QFont font = Theme().font(FontRole::Code);
        QImage image(40, 20, QImage::Format_RGB32);
        const auto paint = [&](const QStringList &pieces) {
            image.fill(Qt::white);
            QPainter painter(&image);
            double x = 2;
            for (const QString &piece : pieces)
                x += paintText(painter, QRectF(x, 0, 30, 20), piece, font, Qt::black);
            painter.end();
            return image.copy();
        };
        QCOMPARE(paint({QStringLiteral("->")}), paint({QStringLiteral("-"), QStringLiteral(">")}));
    }

    void iconsTakeTheColourOfTheText()
    {
        const Theme theme;
        const QImage image = iconPixmap("lock", 16, theme.color(Token::Err), theme, 2).toImage();
        QCOMPARE(image.width(), 32);
        QVERIFY(countOf(image, theme.color(Token::Err)) > 100);
        QCOMPARE(countOf(iconPixmap("no such icon", 16, Qt::black, theme).toImage(), Qt::black), 0);
        QVERIFY(!themedIcon("play", theme).isNull());
    }

    void namesLoseTheirLeadingParts()
    {
        const Theme theme;
        const QFont font = theme.font(FontRole::CardTitle);
        const QString name = QStringLiteral("a_thread_with_a_long_name_indeed_worker");
        const QString part = QStringLiteral("indeed_worker");
        const double room = textWidth(font, part) + 1;
        QCOMPARE(fittingName(name, font, 1000), name);
        QCOMPARE(fittingName(name, font, room), part);
        // Another one would read the same.
        ScreenNames both;
        both.add(name.toStdString());
        both.add("another_indeed_worker");
        QVERIFY(fittingName(name, font, room, both) != part);
        for (double width = 0; width < textWidth(font, name); width += 3) {
            const QString shown = fittingName(name, font, width, both);
            QVERIFY(textWidth(font, shown) <= width);
            const QString end = shown.startsWith(QChar(0x2026)) ? shown.mid(1) : shown;
            QVERIFY2(name.endsWith(end), qPrintable(shown));
        }
    }
};

QTEST_MAIN(PartsTest)
#include "parts_test.moc"
