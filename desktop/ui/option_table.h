// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>
#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QTableView;

namespace shoal::models {
class OptionsModel;
}

namespace shoal::ui {

// All options in a table: to look for, to change, and to set back to their defaults.
class OptionTable final : public QWidget
{
    Q_OBJECT

public:
    // `model` outlives it.
    explicit OptionTable(models::OptionsModel& model, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    QString currentName() const;
    void showCurrent();
    void retranslate();

    models::OptionsModel& m_model;
    QSortFilterProxyModel m_found;
    QLineEdit* const m_search;
    QTableView* const m_table;
    QLabel* const m_meaning;
    QPushButton* const m_reset;
};

} // namespace shoal::ui
