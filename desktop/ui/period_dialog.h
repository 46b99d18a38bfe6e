// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/models/limit_periods_model.h"

#include <QDialog>

class QCheckBox;
class QDialogButtonBox;
class QLabel;
class QSpinBox;
class QTimeEdit;

namespace shoal::ui {

class NoteLine;

// One period of the weekly plan: its days, its times and its limits.
class PeriodDialog final : public QDialog
{
    Q_OBJECT

public:
    // `mostRate`: of a limit, in kB/s.
    PeriodDialog(const models::LimitPeriod& period, bool isNew, int mostRate, QWidget* parent = nullptr);

    models::LimitPeriod period() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Limit
    {
        QCheckBox* isOwn;
        QSpinBox* rate;
    };

    Limit makeLimit(const char* name, const std::optional<int>& rate, int most);
    void review();
    void retranslate();

    const bool m_isNew;
    QLabel* const m_daysLabel;
    std::array<QCheckBox*, 7> m_days;
    QLabel* const m_fromLabel;
    QTimeEdit* const m_from;
    QLabel* const m_toLabel;
    QTimeEdit* const m_to;
    Limit m_download, m_upload;
    QLabel* const m_meaning;
    NoteLine* const m_note;
    QDialogButtonBox* const m_buttons;
};

} // namespace shoal::ui
