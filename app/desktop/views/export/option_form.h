// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "desktop/session/exporting.h"
#include "desktop/views/controls/themed.h"
#include "export/formats.h"

#include <cstddef>
#include <string>

class QGridLayout;
class QSpinBox;

namespace racewalk::desktop {

/// The options of one format, each with the control that its row in exportOptions() asks for, and
/// the range of steps.
class OptionForm final : public Themed<QWidget> {
    Q_OBJECT

public:
    OptionForm(const Appearance &appearance, QWidget *parent);

    /// How many steps there are, and where the cursor is; zero steps: the range is not offered.
    void setSteps(std::size_t steps, std::size_t now);
    /// Shows the options that the format reads with these values.
    void showOptions(ExportFormat format, const FormatOptions &options);
    const FormatOptions &options() const { return m_options; }
    const ExportRange &range() const { return m_range; }

Q_SIGNALS:
    void optionsChanged();
    void rangeChanged();

protected:
    void applyTheme() override;

private:
    void rebuild();
    void addChoice(const ExportOptionRow &row);
    void addNumber(const ExportOptionRow &row);
    void addSwitch(const ExportOptionRow &row);
    void addText(const ExportOptionRow &row);
    void addRange();
    void endGroup();
    int nextRow();
    void addLine();
    void addRow(const QString &label, QWidget *control);
    QSpinBox *newNumber(std::size_t least, std::size_t most, const QString &name);
    void set(const ExportOptionRow &row, const std::string &value);
    bool hasRange() const;

    ExportFormat m_format{};
    FormatOptions m_options;
    ExportRange m_range;
    std::size_t m_steps = 0, m_now = 0;
    QWidget *m_body = nullptr; ///< everything; made anew for another format
    QGridLayout *m_grid = nullptr;
    bool m_hasGroup = false;  ///< something stands in the grid
    bool m_isLineDue = false; ///< above the next group
};

} // namespace racewalk::desktop
