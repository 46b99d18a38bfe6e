// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/ui/preferences.h"

#include "desktop/models/option_texts.h"
#include "desktop/ui/languages.h"
#include "desktop/ui/note_line.h"
#include "desktop/ui/option_form.h"
#include "desktop/ui/option_table.h"
#include "desktop/ui/scrollable.h"
#include "desktop/ui/weekly_plan.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QEvent>
#include <QFormLayout>
#include <QJsonArray>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QTabWidget>
#include <QVBoxLayout>

namespace shoal::ui {

namespace {

using models::LanDiscovery;

// In letters and lines.
constexpr int kWidth = 92;
constexpr int kHeight = 32;

QStringList names(std::initializer_list<const char*> latin)
{
    QStringList list;
    for (const char* const name : latin)
        list.append(QString::fromLatin1(name));
    return list;
}

QString listOf(const QJsonArray& texts)
{
    QStringList list;
    for (const QJsonValue text : texts)
        list.append(text.toString());
    return list.join(QLatin1String(", "));
}

} // namespace

Preferences::Preferences(models::Instance& instance, models::Autostart& autostart, Languages& languages,
                         QWidget* parent)
    : QDialog(parent), m_instance(instance), m_autostart(autostart), m_languages(languages), m_lan(instance),
      m_tabs(new QTabWidget), m_languageLabel(new QLabel), m_language(new QComboBox), m_start(new QCheckBox),
      m_searchLan(new QCheckBox), m_lanHint(new QLabel), m_table(new OptionTable(m_options)), m_note(new NoteLine),
      m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Apply | QDialogButtonBox::Cancel))
{
    addPage(generalPage());
    addPage(networkPage());
    m_tabs->addTab(new WeeklyPlan(m_options), QString());
    addPage(new OptionForm(m_options, names({"sync_trash_ttl", "archive_max_size", "max_file_size_for_versioning",
                                             "disk_min_free_space"})));
    m_tabs->addTab(m_table, QString());
    auto* const column = new QVBoxLayout(this);
    column->addWidget(m_tabs, 1);
    column->addWidget(m_note);
    column->addWidget(m_buttons);
    connect(m_buttons, &QDialogButtonBox::accepted, this, [this] { save(true); });
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_buttons->button(QDialogButtonBox::Apply), &QPushButton::clicked, this, [this] { save(false); });
    connect(m_start, &QCheckBox::toggled, this, &Preferences::review);
    connect(m_searchLan, &QCheckBox::clicked, this, [this] {
        m_searchLan->setTristate(false); // a person chooses one or the other
        review();
    });
    connect(&m_options, &models::OptionsModel::changed, this, &Preferences::review);
    connect(&m_lan, &LanDiscovery::changed, this, &Preferences::showLan);
    connect(&m_lan, &LanDiscovery::failed, this,
            [this](const QString& sentence) { m_note->say(NoteLine::Kind::Error, sentence); });
    connect(m_language, &QComboBox::activated, this, [this] {
        const QString code = m_language->currentData().toString();
        m_languages.use(code);
        Q_EMIT languageChosen(code);
    });
    connect(&m_instance, &models::Instance::attached, this, &Preferences::ask);
    m_start->setChecked(m_autostart.isOn());
    retranslate();
    showLan();
    resize(roomFor(*this, kWidth, kHeight));
    ask();
}

void Preferences::addPage(QWidget* page)
{
    auto* const frame = new QWidget;
    auto* const column = new QVBoxLayout(frame);
    column->addWidget(page);
    column->addStretch(1);
    m_tabs->addTab(scrollable(frame), QString());
}

QWidget* Preferences::generalPage()
{
    auto* const page = new QWidget;
    auto* const column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    auto* const own = new QFormLayout;
    m_languageLabel->setBuddy(m_language);
    m_language->setObjectName(QStringLiteral("language"));
    m_start->setObjectName(QStringLiteral("autostart"));
    own->addRow(m_languageLabel, m_language);
    own->addRow(m_start);
    column->addWidget(new OptionForm(m_options, names({"device_name"})));
    column->addSpacing(fontMetrics().height() / 2);
    column->addLayout(own);
    return page;
}

QWidget* Preferences::networkPage()
{
    auto* const page = new QWidget;
    auto* const column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    m_lanHint->setWordWrap(true);
    m_searchLan->setObjectName(QStringLiteral("lan"));
    column->addWidget(new OptionForm(
        m_options, names({"listening_port", "download_limit", "upload_limit", "rate_limit_local_peers"})));
    column->addSpacing(fontMetrics().height() / 2);
    column->addWidget(m_searchLan);
    column->addWidget(m_lanHint);
    return page;
}

void Preferences::ask()
{
    const QString options = QStringLiteral("options");
    m_instance.call(options, {}, this, [this, options](const Result<QJsonObject>& answer) {
        if (answer)
            m_options.load(answer->value(options).toArray());
        else
            m_note->say(NoteLine::Kind::Error, QString::fromStdString(answer.error().context));
        review();
    });
    m_instance.call(QStringLiteral("status"), {}, this, [this](const Result<QJsonObject>& status) {
        if (status)
            m_options.setConfigFile(status->value(QLatin1String("config")).toString());
    });
    m_lan.load();
}

void Preferences::review()
{
    const bool isLanChanged =
        m_searchLan->isEnabled() && m_searchLan->checkState() != Qt::PartiallyChecked &&
        (m_searchLan->isChecked() ? LanDiscovery::State::On : LanDiscovery::State::Off) != m_lan.state();
    const bool isChanged = m_options.hasChanges() || m_start->isChecked() != m_autostart.isOn() || isLanChanged;
    m_buttons->button(QDialogButtonBox::Apply)->setEnabled(isChanged && !m_isSaving);
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(!m_isSaving);
}

void Preferences::showLan()
{
    m_searchLan->setEnabled(m_lan.canChange());
    m_searchLan->setTristate(m_lan.state() == LanDiscovery::State::Mixed);
    m_searchLan->setCheckState(m_lan.state() == LanDiscovery::State::Mixed ? Qt::PartiallyChecked
                               : m_lan.state() == LanDiscovery::State::Off ? Qt::Unchecked
                                                                           : Qt::Checked);
    m_lanHint->setText(
        m_lan.state() == LanDiscovery::State::Unknown ? tr("It is an option of each share, and there is no share yet.")
        : m_lan.fixedCount() > 0
            ? tr("It holds for all shares but %n that the config file sets.", nullptr, m_lan.fixedCount())
            : tr("It holds for all shares. Each of them can differ in its own options."));
    review();
}

void Preferences::save(bool andClose)
{
    m_note->clear();
    if (!m_options.hasChanges()) {
        saveRest();
        if (andClose && m_note->text().isEmpty())
            accept();
        return;
    }
    m_isSaving = true;
    review();
    m_instance.call(QStringLiteral("set_options"), {{QStringLiteral("values"), m_options.changes()}}, this,
                    [this, andClose](const Result<QJsonObject>& answer) {
                        m_isSaving = false;
                        review();
                        if (!answer) {
                            m_note->say(NoteLine::Kind::Error, QString::fromStdString(answer.error().context));
                            return;
                        }
                        const QString later = listOf(answer->value(QLatin1String("need_restart")).toArray());
                        if (!later.isEmpty())
                            m_note->say(NoteLine::Kind::Note, tr("Takes effect at the next start: %1").arg(later));
                        saveRest();
                        if (andClose && m_note->text().isEmpty())
                            accept();
                        else
                            ask();
                    });
}

// What the instance has no part in, or is asked for each share.
void Preferences::saveRest()
{
    if (m_searchLan->isEnabled() && m_searchLan->checkState() != Qt::PartiallyChecked)
        m_lan.set(m_searchLan->isChecked());
    if (m_start->isChecked() != m_autostart.isOn())
        if (const auto done = m_autostart.set(m_start->isChecked()); !done)
            m_note->say(NoteLine::Kind::Error, QString::fromStdString(done.error().context));
    review();
}

void Preferences::fillLanguages()
{
    const QSignalBlocker quiet(m_language);
    m_language->clear();
    m_language->addItem(tr("As the system"), QString());
    for (const Languages::Language& language : Languages::available())
        m_language->addItem(language.name, language.code);
    m_language->setCurrentIndex(std::max(0, m_language->findData(m_languages.chosen())));
}

void Preferences::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        showLan();
    }
    QDialog::changeEvent(event);
}

void Preferences::retranslate()
{
    setWindowTitle(tr("Preferences"));
    m_tabs->setAccessibleName(tr("Preferences"));
    const QStringList titles{tr("&General"), tr("&Network"),
                             models::OptionTexts::label(QStringLiteral("weekly_limits")), tr("&Archive"),
                             tr("A&dvanced")};
    for (int i = 0; i < titles.size(); ++i)
        m_tabs->setTabText(i, titles[i]);
    m_languageLabel->setText(tr("&Language:"));
    m_start->setText(tr("&Start at login"));
    m_searchLan->setText(tr("&Find devices in the local network"));
    fillLanguages();
}

} // namespace shoal::ui
