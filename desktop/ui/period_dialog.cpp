// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/ui/period_dialog.h"

#include "desktop/ui/note_line.h"
#include "desktop/ui/spin_unit.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QEvent>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSpinBox>
#include <QTimeEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace shoal::ui {

namespace {

// What a limit begins with when somebody wants one, in kB/s.
constexpr int kFirstRate = 500;
constexpr int kStep = 50;
// Of the sentence that explains it, in letters.
constexpr int kWidth = 56;

} // namespace

PeriodDialog::PeriodDialog(const models::LimitPeriod& period, bool isNew, int mostRate, QWidget* parent)
    : QDialog(parent), m_isNew(isNew), m_daysLabel(new QLabel), m_fromLabel(new QLabel),
      m_from(new QTimeEdit(period.from)), m_toLabel(new QLabel), m_to(new QTimeEdit(period.to)),
      m_download(makeLimit("download", period.download, mostRate)),
      m_upload(makeLimit("upload", period.upload, mostRate)), m_meaning(new QLabel), m_note(new NoteLine),
      m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel))
{
    auto* const days = new QHBoxLayout;
    for (size_t day = 0; day < m_days.size(); ++day) {
        m_days[day] = new QCheckBox;
        m_days[day]->setChecked(period.days[day]);
        m_days[day]->setObjectName(QStringLiteral("day%1").arg(day));
        days->addWidget(m_days[day]);
        connect(m_days[day], &QCheckBox::toggled, this, &PeriodDialog::review);
    }
    days->addStretch(1);
    m_from->setObjectName(QStringLiteral("from"));
    m_to->setObjectName(QStringLiteral("to"));
    m_fromLabel->setBuddy(m_from);
    m_toLabel->setBuddy(m_to);
    auto* const times = new QHBoxLayout;
    for (QTimeEdit* const time : {m_from, m_to}) {
        time->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
        connect(time, &QTimeEdit::timeChanged, this, &PeriodDialog::review);
    }
    times->addWidget(m_from);
    times->addWidget(m_toLabel);
    times->addWidget(m_to);
    times->addStretch(1);
    m_meaning->setWordWrap(true);
    m_meaning->setMinimumWidth(fontMetrics().averageCharWidth() * kWidth);
    auto* const form = new QFormLayout;
    form->addRow(m_daysLabel, days);
    form->addRow(m_fromLabel, times);
    form->addRow(m_download.isOwn, m_download.rate);
    form->addRow(m_upload.isOwn, m_upload.rate);
    auto* const column = new QVBoxLayout(this);
    column->addLayout(form);
    column->addWidget(m_meaning);
    column->addWidget(m_note);
    column->addStretch(1);
    column->addWidget(m_buttons);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    retranslate();
}

PeriodDialog::Limit PeriodDialog::makeLimit(const char* name, const std::optional<int>& rate, int most)
{
    const Limit limit{new QCheckBox, new QSpinBox};
    limit.isOwn->setObjectName(QLatin1String(name));
    limit.isOwn->setChecked(rate.has_value());
    limit.rate->setObjectName(QLatin1String(name) + QLatin1String("_rate"));
    limit.rate->setRange(0, most);
    limit.rate->setSingleStep(kStep);
    limit.rate->setGroupSeparatorShown(true);
    showUnit(*limit.rate, QStringLiteral("kB/s"));
    limit.rate->setValue(rate.value_or(std::min(kFirstRate, most)));
    limit.rate->setEnabled(rate.has_value());
    limit.rate->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    connect(limit.isOwn, &QCheckBox::toggled, limit.rate, &QWidget::setEnabled);
    connect(limit.isOwn, &QCheckBox::toggled, this, &PeriodDialog::review);
    return limit;
}

models::LimitPeriod PeriodDialog::period() const
{
    models::LimitPeriod period;
    for (size_t day = 0; day < m_days.size(); ++day)
        period.days[day] = m_days[day]->isChecked();
    period.from = m_from->time();
    period.to = m_to->time();
    const auto rate = [](const Limit& limit) {
        return limit.isOwn->isChecked() ? std::optional(limit.rate->value()) : std::nullopt;
    };
    period.download = rate(m_download);
    period.upload = rate(m_upload);
    return period;
}

void PeriodDialog::review()
{
    const models::LimitPeriod is = period();
    const bool hasDay = std::any_of(is.days.begin(), is.days.end(), [](bool isOn) { return isOn; });
    if (!hasDay)
        m_note->say(NoteLine::Kind::Error, tr("Choose at least one day."));
    else if (is.isOverMidnight())
        m_note->say(NoteLine::Kind::Note, tr("It begins on these days and ends on the next one."));
    else if (is.to == QTime(0, 0))
        m_note->say(NoteLine::Kind::Note, tr("It ends at midnight."));
    else
        m_note->clear();
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(hasDay);
}

void PeriodDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

void PeriodDialog::retranslate()
{
    setWindowTitle(m_isNew ? tr("Add a Period") : tr("Change a Period"));
    m_daysLabel->setText(tr("Days:"));
    const QLocale locale;
    for (size_t day = 0; day < m_days.size(); ++day) {
        const int number = static_cast<int>(day) + 1;
        m_days[day]->setText(locale.standaloneDayName(number, QLocale::ShortFormat));
        m_days[day]->setAccessibleName(locale.standaloneDayName(number, QLocale::LongFormat));
    }
    for (QTimeEdit* const time : {m_from, m_to})
        time->setDisplayFormat(models::LimitPeriodsModel::timeFormat());
    m_fromLabel->setText(tr("&From:"));
    m_toLabel->setText(tr("&to:"));
    m_download.isOwn->setText(tr("&Receive at most:"));
    m_upload.isOwn->setText(tr("&Send at most:"));
    for (const Limit& limit : {m_download, m_upload}) {
        limit.rate->setSpecialValueText(tr("No limit"));
        limit.rate->setAccessibleName(limit.isOwn->text().remove(QLatin1Char('&')));
    }
    m_meaning->setText(tr("A limit that is not chosen here stays as it is at other times; 0 takes it away."));
    review();
}

} // namespace shoal::ui
