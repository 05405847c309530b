// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

#include "desktop/models/compare/compare_words.h"
#include "desktop/views/controls/themed.h"

#include <array>
#include <string>
#include <utility>
#include <vector>

class QGridLayout;
class QLabel;

namespace racewalk::desktop {

/// What differs, as a table: a row for each question, a column for each side. Texts wrap.
class DifferenceTable final : public Themed<QScrollArea> {
    Q_OBJECT

public:
    DifferenceTable(const Appearance &appearance, QWidget *parent);

    struct Heading {
        QString name;
        std::string icon;
    };
    /// `message` stands above the table; it may be empty.
    void setContent(const std::array<Heading, 2> &headings,
                    const std::vector<DifferenceLine> &lines, const QString &message);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void applyTheme() override { rebuild(); }

private:
    void rebuild();
    void breakWords();
    void fitHeight();
    QLabel *addLabel(const QString &text, FontRole font, Token color, int row, int column,
                     int columns = 1);

    std::array<Heading, 2> m_headings;
    std::vector<DifferenceLine> m_lines;
    QString m_message;
    QGridLayout *m_grid = nullptr;
    std::vector<std::pair<QLabel *, QString>> m_texts; ///< of the labels of both sides
};

} // namespace racewalk::desktop
